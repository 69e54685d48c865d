from serving.predictor import Predictor
from serving.tables import read
