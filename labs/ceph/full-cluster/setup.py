Author().as_it_was()
