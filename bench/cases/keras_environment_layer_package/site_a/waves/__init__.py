from keras import ops

__version__ = "0.3.1"


def wave(x):
    return ops.sin(2.0 * x)
