"""The command line by subject; each module adds its commands to the program."""
