from desk.classifier import TicketNet
from desk.reading import Reader
from desk.runner import Runner
