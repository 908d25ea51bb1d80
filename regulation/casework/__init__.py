"""What all procedures share: entry, case file, forms, guards, fold, tasks, deadlines, examination."""
