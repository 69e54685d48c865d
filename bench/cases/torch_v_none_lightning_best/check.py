import logging
import warnings

import lightning as L

from beans.data import Beans
from beans.net import BeanNet

warnings.filterwarnings("ignore")
logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
model = BeanNet.load_from_checkpoint("kept/best.ckpt", dropout=0.5)
trainer = L.Trainer(accelerator="cpu", logger=False, enable_progress_bar=False, enable_checkpointing=False)
[result] = trainer.test(model, datamodule=Beans(), verbose=False)
print(f"test_acc: {result['test_acc']:.4f}")
