"""The version of the package, which every meta table names."""

VERSION = "0.1.0"
