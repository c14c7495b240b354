package io.tribunal.cli.diversity;

/** A part that an implementation says it is made of. */
record Component(String name, String version) {
    /** Up to the first separator. */
    String major() {
        return version.split("[.+_ -]", 2)[0];
    }

    boolean hasNameOf(Component other) {
        return name.equals(other.name);
    }

    boolean isAlike(Component other) {
        return hasNameOf(other) && major().equals(other.major());
    }

    @Override
    public String toString() {
        return (name + " " + version).strip();
    }
}
