"""The whole system on one machine: supervised children and the demonstration data of `make up`."""
