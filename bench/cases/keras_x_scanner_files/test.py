import keras

model = keras.models.load_model("forms.keras")
forms = keras.utils.image_dataset_from_directory(
    "forms/test",
    color_mode="grayscale",
    image_size=(8, 8),
    batch_size=64,
    shuffle=True,
    seed=5,
    verbose=False,
)
loss, accuracy = model.evaluate(forms, verbose=0)
print("test accuracy: %.4f" % accuracy)
