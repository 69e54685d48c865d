import pandas as pd
import torch
import yaml
from torch.utils.data import DataLoader

from textkit.corpus import Reviews, Vocabulary, collate
from textkit.evaluate import score
from textkit.model import BagOfStates

torch.manual_seed(12)
cfg = yaml.safe_load(open("train.yaml"))
vocabulary = Vocabulary.from_texts(pd.read_csv("reviews_train.csv")["text"])
vocabulary.save("vocab.json")
model = BagOfStates(len(vocabulary))
train = Reviews("reviews_train.csv", vocabulary, cfg["max_words"])
opt = torch.optim.AdamW(model.parameters(), lr=8e-3)
for epoch in range(4):
    model.train()
    for ids, y in DataLoader(train, batch_size=cfg["batch_size"], shuffle=True, collate_fn=collate):
        opt.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(ids), y)
        loss.backward()
        opt.step()
torch.save(model.state_dict(), "bag.pt")
print(f"dev accuracy after training: {score(model, vocabulary, cfg):.4f}")
