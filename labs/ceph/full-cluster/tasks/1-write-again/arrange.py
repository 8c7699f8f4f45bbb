# Full, whatever was tried before; and who was full then, for the notes.
author = Author()
author.as_it_was()
author.json("config-key rm", key="full/osd")
author.json("config-key set", key="lab/marks", val=" ".join(mark(osd) for osd in author.fill_up()))
