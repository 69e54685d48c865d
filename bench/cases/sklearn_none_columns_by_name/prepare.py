from sklearn.datasets import load_wine

frame = load_wine(as_frame=True).frame.sample(frac=1, random_state=2)
frame[:100].to_csv("train.csv", index=False)
frame[100:].to_csv("valid.csv", index=False)
frame[100:][list(frame.columns[::-1])].to_csv("again.csv", index=False)
