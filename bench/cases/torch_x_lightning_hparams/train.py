import lightning as L
from lit import LitNotes, loader, trainer

L.seed_everything(83)
model = LitNotes()
t = trainer(max_epochs=4, enable_checkpointing=False, num_sanity_val_steps=0)
t.fit(model, loader("train.npz", batch_size=40, shuffle=True), loader("val.npz", batch_size=100))
t.save_checkpoint("notes.ckpt")
print(f"validation accuracy = {t.callback_metrics['val_acc'].item():.4f}")
