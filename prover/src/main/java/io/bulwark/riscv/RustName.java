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

    private final MangledText text;
    private final StringBuilder out = new StringBuilder();
    private int depth;
    private int steps;

    private RustName(String symbol) {
        text = new MangledText(symbol);
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
        } catch (MangledText.NoNameException e) {
            return Optional.empty();
        }
    }

    private void enter() {
        if (++depth > MAX_DEPTH || ++steps > MAX_STEPS || out.length() > 4 * MAX_LENGTH) {
            throw new MangledText.NoNameException();
        }
    }

    private void path() {
        enter();
        switch (text.next()) {
            case 'C' -> out.append(text.identifier());
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
            default -> throw new MangledText.NoNameException();
        }
        depth--;
    }

    private void implementation() {
        text.disambiguator();
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
        char space = text.next();
        path();
        long number = text.disambiguator();
        String name = text.plainIdentifier();
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
        for (int i = 0; !text.take('E'); i++) {
            out.append(i == 0 ? "" : ", ");
            each.run();
        }
        out.append(after);
    }

    private void argument() {
        if (text.take('L')) {
            text.base62();
            out.append("'_");
        } else if (text.take('K')) {
            constant();
        } else {
            type();
        }
    }

    private void type() {
        enter();
        char tag = text.next();
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
                    text.goTo(text.at() - 1);
                    path();
                }
            }
        }
        depth--;
    }

    private void reference(String mark) {
        if (text.take('L')) {
            text.base62();
        }
        out.append(mark);
        type();
    }

    private void function() {
        binder();
        out.append(text.take('U') ? "unsafe " : "");
        if (text.take('K') && !text.take('C')) {
            text.plainIdentifier();
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
            while (text.take('p')) {
                out.append('<').append(text.plainIdentifier()).append(" = ");
                type();
                out.append('>');
            }
        });
        if (!text.take('L')) {
            throw new MangledText.NoNameException();
        }
        text.base62();
    }

    private void binder() {
        if (text.take('G')) {
            text.base62();
        }
    }

    private void constant() {
        enter();
        if (text.take('B')) {
            back(this::constant);
        } else if (text.take('p')) {
            out.append('_');
        } else {
            silently(this::type);
            out.append(text.take('n') ? "-" : "").append("0x");
            for (char digit = text.next(); digit != '_'; digit = text.next()) {
                out.append(digit);
            }
        }
        depth--;
    }

    /** What was read before, at a place that the number tells. */
    private void back(Runnable read) {
        int here = text.at() - 1;
        long place = text.base62();
        if (place >= here) {
            throw new MangledText.NoNameException();
        }
        int behind = text.goTo((int) place);
        read.run();
        text.goTo(behind);
    }

    private void silently(Runnable read) {
        int length = out.length();
        read.run();
        out.setLength(length);
    }
}
