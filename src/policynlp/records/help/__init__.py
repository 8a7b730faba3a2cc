"""Who helps whom, in what form, from where: read for assistance and for steps of work plans."""
