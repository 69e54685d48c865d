import keras

SIZE = (32, 32)


def folder(path, batch_size=32, shuffle=False):
    return keras.utils.image_dataset_from_directory(
        path, color_mode="grayscale", image_size=SIZE, batch_size=batch_size, shuffle=shuffle, seed=5, verbose=False
    )
