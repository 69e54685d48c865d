def macro_f1(truth, said):
    total = 0.0
    kinds = sorted(set(truth))
    for kind in kinds:
        tp = sum(1 for t, s in zip(truth, said) if t == kind and s == kind)
        fp = sum(1 for t, s in zip(truth, said) if t != kind and s == kind)
        fn = sum(1 for t, s in zip(truth, said) if t == kind and s != kind)
        total += 2 * tp / (2 * tp + fp + fn) if tp else 0.0
    return total / len(kinds)
