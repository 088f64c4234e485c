"""The main job on made-up people: one release goes the whole road, through the real doors."""
