"""Makes `python -m tieout` the same program as `tieout`."""

from tieout.cli import main

if __name__ == "__main__":
    main()
