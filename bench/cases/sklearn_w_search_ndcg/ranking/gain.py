import numpy as np


def dcg(grades, cutoff):
    top = np.asarray(grades, dtype=float)[:cutoff]
    return float(np.sum((2**top - 1) / np.log2(np.arange(2, len(top) + 2))))


def mean_ndcg(frame, column, cutoff, minimum=1):
    found = []
    for _, hits in frame.groupby("query"):
        best = dcg(sorted(hits["grade"], reverse=True), cutoff)
        if len(hits) < minimum or best == 0:
            continue
        found.append(dcg(hits.sort_values(column, ascending=False)["grade"], cutoff) / best)
    return sum(found) / len(found)
