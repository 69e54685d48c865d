from lit import LitNotes, loader, trainer

model = LitNotes.load_from_checkpoint("notes.ckpt", hparams_file="deploy.yaml", map_location="cpu")
result = trainer(enable_checkpointing=False).test(model, loader("test.npz", batch_size=64), verbose=False)
print(f"test accuracy = {result[0]['test_acc']:.4f}")
