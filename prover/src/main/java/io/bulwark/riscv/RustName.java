package io.bulwark.riscv;

import java.util.Optional;

/**
 * Reads the names that Rust's compiler gives to functions, as people write them. Source: "v0 Symbol Format" in the book of rustc. Crates' hashes, lifetimes and
 * constants' types are left out. Names are material from outside: whatever is wrong with one leaves it as it is, within bounds of time and length.
 */
final class RustName {
    static final int MAX_LENGTH = 200;

    private static final int MAX_DEPTH = 64;
    private static final int MAX_STEPS = 4096;

    private static final String BASIC =
            "a=i8 b=bool c=char d=f64 e=str f=f32 h=u8 i=isize j=usize l=i32 m=u32 n=i128 o=u128 "
                    + "p=_ s=i16 t=u16 u=() v=... x=i64 y=u64 z=! ";

    private final String symbol;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int depth;
    private int steps;

    private RustName(String symbol) {
        this.symbol = symbol;
    }

    /** A name that makes no sense; never leaves this class. */
    private static final class NoNameException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoNameException() {
            super("not a name of Rust's", null, false, false);
        }
    }

    /** The name as people write it; the symbol itself, cut to {@link #MAX_LENGTH}, where it is no name of Rust's. */
    static String readable(String symbol) {
        String name = symbol.startsWith("_R")
                ? new RustName(symbol.substring(2)).read().orElse(symbol)
                : symbol;
        return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH);
    }

    private Optional<String> read() {
        try {
            path();
            return Optional.of(out.toString()).filter(name -> !name.isEmpty());
        } catch (NoNameException e) {
            return Optional.empty();
        }
    }

    private char next() {
        if (at >= symbol.length()) {
            throw new NoNameException();
        }
        return symbol.charAt(at++);
    }

    private boolean take(char wanted) {
        boolean there = at < symbol.length() && symbol.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void enter() {
        if (++depth > MAX_DEPTH || ++steps > MAX_STEPS || out.length() > 4 * MAX_LENGTH) {
            throw new NoNameException();
        }
    }

    private void path() {
        enter();
        switch (next()) {
            case 'C' -> out.append(identifier());
            case 'M' -> {
                silently(this::implementation);
                type();
            }
            case 'X' -> {
                silently(this::implementation);
                traitOfType();
            }
            case 'Y' -> traitOfType();
            case 'N' -> nested();
            case 'I' -> {
                path();
                arguments("<", ">", this::argument);
            }
            case 'B' -> back(this::path);
            default -> throw new NoNameException();
        }
        depth--;
    }

    private void implementation() {
        disambiguator();
        path();
    }

    private void traitOfType() {
        out.append('<');
        type();
        out.append(" as ");
        path();
        out.append('>');
    }

    private void nested() {
        char space = next();
        path();
        long number = disambiguator();
        String name = plainIdentifier();
        if (Character.isLowerCase(space)) {
            out.append(name.isEmpty() ? "" : "::" + name);
        } else {
            String kind = space == 'C' ? "closure" : space == 'S' ? "shim" : String.valueOf(space);
            out.append("::{")
                    .append(kind)
                    .append(name.isEmpty() ? "" : ":" + name)
                    .append('#')
                    .append(number)
                    .append('}');
        }
    }

    private void arguments(String before, String after, Runnable each) {
        out.append(before);
        for (int i = 0; !take('E'); i++) {
            out.append(i == 0 ? "" : ", ");
            each.run();
        }
        out.append(after);
    }

    private void argument() {
        if (take('L')) {
            base62();
            out.append("'_");
        } else if (take('K')) {
            constant();
        } else {
            type();
        }
    }

    private void type() {
        enter();
        char tag = next();
        switch (tag) {
            case 'A' -> {
                out.append('[');
                type();
                out.append("; ");
                constant();
                out.append(']');
            }
            case 'S' -> {
                out.append('[');
                type();
                out.append(']');
            }
            case 'T' -> arguments("(", ")", this::type);
            case 'R' -> reference("&");
            case 'Q' -> reference("&mut ");
            case 'P' -> reference("*const ");
            case 'O' -> reference("*mut ");
            case 'F' -> function();
            case 'D' -> traits();
            case 'B' -> back(this::type);
            default -> {
                int basic = BASIC.indexOf(tag + "=");
                if (basic >= 0 && Character.isLowerCase(tag)) {
                    out.append(BASIC, basic + 2, BASIC.indexOf(' ', basic));
                } else {
                    at--;
                    path();
                }
            }
        }
        depth--;
    }

    private void reference(String mark) {
        if (take('L')) {
            base62();
        }
        out.append(mark);
        type();
    }

    private void function() {
        binder();
        out.append(take('U') ? "unsafe " : "");
        if (take('K') && !take('C')) {
            plainIdentifier();
        }
        arguments("fn(", ")", this::type);
        int before = out.append(" -> ").length();
        type();
        if (out.substring(before).equals("()")) {
            out.setLength(before - " -> ".length());
        }
    }

    private void traits() {
        binder();
        arguments("dyn ", "", () -> {
            path();
            while (take('p')) {
                out.append('<').append(plainIdentifier()).append(" = ");
                type();
                out.append('>');
            }
        });
        if (!take('L')) {
            throw new NoNameException();
        }
        base62();
    }

    private void binder() {
        if (take('G')) {
            base62();
        }
    }

    private void constant() {
        enter();
        if (take('B')) {
            back(this::constant);
        } else if (take('p')) {
            out.append('_');
        } else {
            silently(this::type);
            out.append(take('n') ? "-" : "").append("0x");
            for (char digit = next(); digit != '_'; digit = next()) {
                out.append(digit);
            }
        }
        depth--;
    }

    /** What was read before, at a place that the number tells. */
    private void back(Runnable read) {
        int here = at - 1;
        long place = base62();
        if (place >= here) {
            throw new NoNameException();
        }
        int behind = at;
        at = (int) place;
        read.run();
        at = behind;
    }

    private void silently(Runnable read) {
        int length = out.length();
        read.run();
        out.setLength(length);
    }

    private String identifier() {
        disambiguator();
        return plainIdentifier();
    }

    private long disambiguator() {
        return take('s') ? base62() + 1 : 0;
    }

    private String plainIdentifier() {
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

    private long base62() {
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
