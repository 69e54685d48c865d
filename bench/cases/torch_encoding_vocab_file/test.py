import argparse

import torch

from tagger import Tagger, Vocabulary

parser = argparse.ArgumentParser()
parser.add_argument("--requests", default="requests.csv")
args = parser.parse_args()
ids, topic = Vocabulary("service/vocab.json").read(args.requests)
tagger = Tagger()
tagger.load_state_dict(torch.load("tagger.pt"))
tagger.eval()
with torch.no_grad():
    guess = tagger(ids).argmax(1)
print("service accuracy %.4f" % (guess == topic).float().mean())
