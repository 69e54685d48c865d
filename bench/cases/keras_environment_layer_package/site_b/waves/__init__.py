from keras import ops

__version__ = "0.4.0"


def wave(x):
    return ops.sin(x)
