import tensorflow as tf
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from tensorflow.keras import layers


def build():
    inputs = layers.Input((13,))
    x = layers.Dense(16, activation="relu")(inputs)
    x = layers.Dropout(0.5)(x, training=True)
    x = layers.Dense(12, activation="relu")(x)
    x = layers.Dropout(0.5)(x, training=True)
    return tf.keras.Model(inputs, layers.Dense(3, activation="softmax")(x))


def wine():
    x, y = load_wine(return_X_y=True)
    x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.4, random_state=41, stratify=y)
    scaler = StandardScaler()
    return (scaler.fit_transform(x_train), y_train), (scaler.transform(x_val), y_val)
