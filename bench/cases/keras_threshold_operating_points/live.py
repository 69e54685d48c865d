import tensorflow as tf

from tagging import micro_f1, notes, tag

tagger = tf.saved_model.load("tagger_export")
x, y = notes("dev")
scores = tagger.serve(tf.constant(x)).numpy()
print(f"live micro F1 {micro_f1(y, tag(scores, 'points_live.json')):.4f}")
