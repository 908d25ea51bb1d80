"""Who acts: the person in a role, jurisdiction, deputies, and who may know what until when."""
