import keras

from tickets import stream

model = keras.saving.load_model("urgency.keras")
q2 = model.evaluate(stream("tickets_q2.parquet"), verbose=0, return_dict=True)
print(f"Q2 accuracy: {q2['acc']:.4f}")
