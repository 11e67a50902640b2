package io.bulwark.riscv;

/** A symbol of Rust's v0 form, read letter by letter. Source: "v0 Symbol Format" in the book of rustc, identifiers and numbers of base 62. */
final class MangledText {
    private final String symbol;
    private int at;

    MangledText(String symbol) {
        this.symbol = symbol;
    }

    /** A name that makes no sense; never leaves {@link RustName}. */
    static final class NoNameException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoNameException() {
            super("not a name of Rust's", null, false, false);
        }
    }

    int at() {
        return at;
    }

    /** Goes on elsewhere, and tells where it was. */
    int goTo(int place) {
        int before = at;
        at = place;
        return before;
    }

    /** The next letter. */
    char next() {
        if (at >= symbol.length()) {
            throw new NoNameException();
        }
        return symbol.charAt(at++);
    }

    /** Goes over a letter if it is the next one. */
    boolean take(char wanted) {
        boolean there = at < symbol.length() && symbol.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    /** A name, without what tells it from equal ones. */
    String identifier() {
        disambiguator();
        return plainIdentifier();
    }

    /** What tells equal names apart; 0 where nothing does. */
    long disambiguator() {
        return take('s') ? base62() + 1 : 0;
    }

    String plainIdentifier() {
        take('u');
        int length = 0;
        int digits = 0;
        while (at < symbol.length() && symbol.charAt(at) >= '0' && symbol.charAt(at) <= '9' && digits < 4) {
            length = 10 * length + next() - '0';
            digits++;
            if (length == 0) {
                break;
            }
        }
        take('_');
        if (digits == 0 || length > symbol.length() - at) {
            throw new NoNameException();
        }
        at += length;
        return symbol.substring(at - length, at);
    }

    /** A number up to 2^40, which stands for all larger ones. */
    long base62() {
        if (take('_')) {
            return 0;
        }
        long value = 0;
        for (char digit = next(); digit != '_'; digit = next()) {
            int worth = Character.digit(digit, 36);
            if (digit > 'z' || worth < 0) {
                throw new NoNameException();
            }
            // What is larger is a hash, of which nobody asks how large.
            value = Math.min(1L << 40, 62 * value + (Character.isUpperCase(digit) ? worth + 26 : worth));
        }
        return value + 1;
    }
}
