from pathlib import Path

import keras


class Keep(keras.callbacks.Callback):
    """Keep the weights of every epoch, and a link to the latest."""

    def __init__(self, folder):
        super().__init__()
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    def on_epoch_end(self, epoch, logs=None):
        path = self.folder / f"epoch{epoch + 1:02d}.weights.h5"
        self.model.save_weights(path)
        link = self.folder / "latest.weights.h5"
        if not link.exists():
            link.symlink_to(path.name)
