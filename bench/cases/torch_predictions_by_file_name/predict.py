from pathlib import Path

import lightning
import numpy as np
import pandas as pd
import torch
from torch.utils.data import DataLoader, TensorDataset

from model import DigitModule

module = DigitModule.load_from_checkpoint("digits.ckpt")
files = sorted(Path("scans").glob("*.npy"))
images = np.stack([np.load(path) for path in files])
x = torch.from_numpy(images).float().unsqueeze(1) / 16
quiet = dict(logger=False, enable_progress_bar=False, enable_model_summary=False, enable_checkpointing=False)
batches = lightning.Trainer(accelerator="cpu", **quiet).predict(module, DataLoader(TensorDataset(x), batch_size=100))
answers = torch.cat(batches)
pd.DataFrame({"digit": answers.argmax(1).numpy(), "sure": answers.amax(1).numpy().round(3)}).to_csv("answers.csv", index=False)
