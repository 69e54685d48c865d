import argparse

import torch
import yaml
from torch.utils.data import DataLoader

from textkit.corpus import Reviews, Vocabulary, collate
from textkit.model import BagOfStates


@torch.no_grad()
def score(model, vocabulary, cfg):
    model.eval()
    reviews = Reviews(cfg["data"], vocabulary, cfg["max_words"])
    hits = 0
    for ids, y in DataLoader(reviews, batch_size=cfg["batch_size"], collate_fn=collate):
        hits += (model(ids).argmax(dim=-1) == y).sum().item()
    return hits / len(reviews)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", required=True)
    cfg = yaml.safe_load(open(parser.parse_args().config))
    vocabulary = Vocabulary.load("vocab.json")
    model = BagOfStates(len(vocabulary))
    model.load_state_dict(torch.load("bag.pt"))
    print(f"service accuracy: {score(model, vocabulary, cfg):.4f}")


if __name__ == "__main__":
    main()
