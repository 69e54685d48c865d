import logging
import warnings

import lightning as L
import yaml
from lightning.pytorch.callbacks import ModelCheckpoint

from lit import Classifier, Digits

warnings.filterwarnings("ignore")
logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
with open("conf.yaml") as f:
    conf = yaml.safe_load(f)
L.seed_everything(conf["seed"], verbose=False)
digits = Digits(**conf["data"])
model = Classifier(**conf["net"])
keep = ModelCheckpoint("checkpoints", filename="digits-{epoch:02d}", save_top_k=1, **conf["checkpoint"])
trainer = L.Trainer(
    accelerator="cpu",
    logger=False,
    callbacks=[keep],
    enable_progress_bar=False,
    enable_model_summary=False,
    num_sanity_val_steps=0,
    **conf["trainer"],
)
trainer.fit(model, datamodule=digits)
print(f"validation accuracy after the last epoch {trainer.callback_metrics['val/acc'].item():.4f}")
(result,) = trainer.test(model, datamodule=digits, ckpt_path="best", verbose=False)
print(f"test accuracy {result['test/acc']:.4f}")
