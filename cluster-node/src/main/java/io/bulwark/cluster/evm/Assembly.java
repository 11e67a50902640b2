package io.bulwark.cluster.evm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * EVM code from its mnemonics.
 *
 * <p>Words are separated by blanks; {@code #} begins a comment. {@code name:} is a place to jump to, {@code @name} pushes it, {@code 0x...} pushes those bytes,
 * {@code $name} pushes the bytes that the caller gives it, anything else is an instruction's name.
 */
final class Assembly {
    private static final int PUSH1 = 0x60;
    private static final int PUSH2 = 0x61;
    private static final int JUMPDEST = 0x5b;

    private static final Map<String, Integer> CODES = codes();

    private final ByteArrayOutputStream code = new ByteArrayOutputStream();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Map.Entry<Integer, String>> jumps = new ArrayList<>();

    private Assembly() {}

    /**
     * The code of a source beside this class.
     *
     * @param given what its names with a dollar mean
     */
    static byte[] of(String resource, Map<String, byte[]> given) {
        try (InputStream in = Assembly.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no source " + resource);
            }
            return assemble(new String(in.readAllBytes(), StandardCharsets.UTF_8), given);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] assemble(String source, Map<String, byte[]> given) {
        Assembly assembly = new Assembly();
        source.lines()
                .map(line -> line.split("#", 2)[0])
                .flatMap(line -> List.of(line.strip().split("\\s+", -1)).stream())
                .filter(word -> !word.isEmpty())
                .forEach(word -> assembly.add(word, given));
        return assembly.linked();
    }

    private void add(String word, Map<String, byte[]> given) {
        if (word.endsWith(":")) {
            places.put(word.substring(0, word.length() - 1), code.size());
            code.write(JUMPDEST);
        } else if (word.startsWith("@")) {
            code.write(PUSH2);
            jumps.add(Map.entry(code.size(), word.substring(1)));
            code.writeBytes(new byte[2]);
        } else if (word.startsWith("0x")) {
            push(HexFormat.of().parseHex(word, 2, word.length()));
        } else if (word.startsWith("$")) {
            push(known(given, word.substring(1)));
        } else {
            code.write(known(CODES, word));
        }
    }

    private void push(byte[] bytes) {
        code.write(PUSH1 + bytes.length - 1);
        code.writeBytes(bytes);
    }

    private static <T> T known(Map<String, T> names, String name) {
        T meaning = names.get(name);
        if (meaning == null) {
            throw new IllegalArgumentException("nothing is named " + name);
        }
        return meaning;
    }

    private byte[] linked() {
        byte[] bytes = code.toByteArray();
        for (Map.Entry<Integer, String> jump : jumps) {
            int place = known(places, jump.getValue());
            bytes[jump.getKey()] = (byte) (place >>> 8);
            bytes[jump.getKey() + 1] = (byte) place;
        }
        return bytes;
    }

    private static Map<String, Integer> codes() {
        Map<String, Integer> codes = new HashMap<>();
        String[] rows = {
            "00 STOP ADD MUL SUB DIV",
            "10 LT GT SLT SGT EQ ISZERO AND OR XOR NOT",
            "1b SHL SHR",
            "20 KECCAK256",
            "30 ADDRESS BALANCE ORIGIN CALLER CALLVALUE CALLDATALOAD CALLDATASIZE CALLDATACOPY CODESIZE CODECOPY",
            "3d RETURNDATASIZE RETURNDATACOPY",
            "50 POP MLOAD MSTORE MSTORE8 SLOAD SSTORE JUMP JUMPI PC MSIZE GAS",
            "80 DUP1 DUP2 DUP3 DUP4 DUP5 DUP6 DUP7",
            "90 SWAP1 SWAP2 SWAP3 SWAP4 SWAP5",
            "a0 LOG0 LOG1 LOG2 LOG3 LOG4",
            "f0 CREATE CALL CALLCODE RETURN",
            "fd REVERT"
        };
        for (String row : rows) {
            String[] words = row.split(" ", -1);
            int first = Integer.parseInt(words[0], 16);
            for (int i = 1; i < words.length; i++) {
                codes.put(words[i], first + i - 1);
            }
        }
        return codes;
    }
}
