import argparse

import torch

from recsys import Evaluator, Loans, Towers

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--k", type=int, default=20)
args = parser.parse_args()

loans = Loans(args.folder)
towers = Towers(400, loans.books)
towers.load_state_dict(torch.load("towers.pt"))
print(f"{args.folder} HR@{args.k} {Evaluator(towers, args.k, 64).hit_rate(loans):.4f}")
