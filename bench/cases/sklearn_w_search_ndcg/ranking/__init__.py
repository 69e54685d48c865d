from .gain import mean_ndcg

FEATURES = ["title", "body", "clicks", "age", "price"]

__all__ = ["FEATURES", "mean_ndcg"]
