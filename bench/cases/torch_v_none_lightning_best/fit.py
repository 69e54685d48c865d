import logging
import warnings

import lightning as L
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint

from beans.data import Beans
from beans.net import BeanNet

warnings.filterwarnings("ignore")
logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
L.seed_everything(15, workers=True, verbose=False)
best = ModelCheckpoint(dirpath="kept", filename="best", monitor="val_acc", mode="max", enable_version_counter=False)
trainer = L.Trainer(
    max_epochs=8,
    accelerator="cpu",
    logger=False,
    callbacks=[best, EarlyStopping("val_acc", mode="max", patience=4)],
    gradient_clip_val=1.0,
    enable_progress_bar=False,
    enable_model_summary=False,
)
trainer.fit(BeanNet(), datamodule=Beans())
print(f"best val_acc: {best.best_model_score:.4f}")
