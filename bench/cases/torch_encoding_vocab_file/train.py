import torch
from torch import nn

from tagger import Tagger, Vocabulary

torch.manual_seed(23)
vocabulary = Vocabulary("training/vocab.json")
ids, topic = vocabulary.read("train.csv")
tagger = Tagger()
opt = torch.optim.Adam(tagger.parameters(), lr=0.01)
for epoch in range(12):
    for b in torch.randperm(len(ids)).split(50):
        opt.zero_grad()
        nn.functional.cross_entropy(tagger(ids[b]), topic[b]).backward()
        opt.step()
ids, topic = vocabulary.read("dev.csv")
with torch.no_grad():
    print("dev accuracy %.4f" % (tagger(ids).argmax(1) == topic).float().mean())
torch.save(tagger.state_dict(), "tagger.pt")
