import sys

from motion.config import settings
from motion.trainer import Trainer

config = settings("base", *sys.argv[1:])
trainer = Trainer(config)
trainer.restore()
score = trainer.validate()
print(f"accuracy with {' + '.join(sys.argv[1:]) or 'base'}: {score:.4f}")
