"""The runs of workflows in a simulated world: state, tasks, commands and their effects."""
