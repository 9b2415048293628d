"""The built-in digest: what a new user searches before giving the program any document.

`themes.md` retells the background papers by theme, `recommendations.md` lists the recommendations that they
recall, and `compendium.toml` says what the files are. They are sources like any other, in words of our own;
every paragraph names the place that it rests on.
"""
