package io.bulwark.cluster.evm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.cluster.evm.EvmBlock.Fork;
import io.bulwark.cluster.evm.StateTest.Expected;
import io.bulwark.cluster.evm.StateTest.Person;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.web3j.utils.Numeric;

/**
 * A file of state tests in the JSON form of Ethereum's own (GeneralStateTests): tests by name, each with {@code env}, {@code pre} and, by fork, {@code post}.
 *
 * @param tests the cases of forks that the guest knows
 * @param skipped why others were left out, and how many for each reason
 */
public record StateTestFile(List<StateTest> tests, Map<String, Integer> skipped) {
    /** The chain that all state tests are of. */
    static final long CHAIN = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, Fork> FORKS = Map.of("Shanghai", Fork.SHANGHAI, "Cancun", Fork.CANCUN);
    private static final String NO_RANDOM = "0x" + "00".repeat(32);
    private static final BigInteger LEAST_GAS_LIMIT = BigInteger.valueOf(5000);

    public StateTestFile {
        tests = List.copyOf(tests);
        skipped = Map.copyOf(skipped);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is no such file; the message says what is missing
     */
    public static StateTestFile of(byte[] json) {
        List<StateTest> tests = new ArrayList<>();
        Map<String, Integer> skipped = new LinkedHashMap<>();
        try {
            JsonNode file = MAPPER.readTree(json);
            if (file == null || !file.isObject()) {
                throw new IllegalArgumentException("expected an object of state tests by name");
            }
            file.properties().forEach(test -> read(test.getKey(), test.getValue(), tests, skipped));
        } catch (IOException e) {
            throw new IllegalArgumentException("expected JSON, got something else: " + e.getMessage(), e);
        }
        return new StateTestFile(tests, skipped);
    }

    private static void read(String name, JsonNode test, List<StateTest> tests, Map<String, Integer> skipped) {
        List<Person> people = people(part(test, "pre"));
        part(test, "post").properties().forEach(post -> {
            Optional<Fork> fork = Optional.ofNullable(FORKS.get(post.getKey()));
            int at = 0;
            for (JsonNode end : post.getValue()) {
                String what = "%s/%s/%d".formatted(name, post.getKey(), at++);
                Optional<String> reason = unreadable(fork, test, end);
                if (reason.isPresent()) {
                    skipped.merge(reason.get(), 1, Integer::sum);
                } else {
                    BlockFrame frame = frame(part(test, "env"), fork.orElseThrow());
                    byte[] transaction =
                            Numeric.hexStringToByteArray(text(end, "txbytes").orElseThrow());
                    tests.add(new StateTest(what, frame, people, transaction, expected(end)));
                }
            }
        });
    }

    private static Optional<String> unreadable(Optional<Fork> fork, JsonNode test, JsonNode end) {
        if (fork.isEmpty()) {
            return Optional.of("of a fork that the guest does not know");
        }
        if (text(end, "txbytes").isEmpty()) {
            return Optional.of("without the signed transaction");
        }
        JsonNode env = part(test, "env");
        if (number(env, "currentNumber").signum() == 0
                || number(env, "currentTimestamp").signum() == 0) {
            return Optional.of("of the first block, which has no parent");
        }
        BigInteger gas = number(env, "currentGasLimit");
        if (gas.compareTo(LEAST_GAS_LIMIT) < 0 || gas.bitLength() > 63) {
            return Optional.of("of a block whose gas limit no header may have");
        }
        return Optional.empty();
    }

    private static Expected expected(JsonNode end) {
        return new Expected(
                Numeric.cleanHexPrefix(text(end, "hash").orElseThrow(() -> missing("hash"))),
                Numeric.cleanHexPrefix(text(end, "logs").orElseThrow(() -> missing("logs"))),
                text(end, "expectException").filter(refusal -> !refusal.isEmpty()));
    }

    private static BlockFrame frame(JsonNode env, Fork fork) {
        BigInteger time = number(env, "currentTimestamp");
        return new BlockFrame(
                fork,
                text(env, "currentCoinbase").orElseThrow(() -> missing("currentCoinbase")),
                number(env, "currentNumber"),
                time,
                time.subtract(BigInteger.ONE),
                number(env, "currentGasLimit"),
                number(env, "currentBaseFee"),
                number(env, "currentExcessBlobGas"),
                text(env, "currentRandom").orElse(NO_RANDOM),
                "");
    }

    private static List<Person> people(JsonNode pre) {
        List<Person> people = new ArrayList<>();
        pre.properties().forEach(entry -> {
            JsonNode account = entry.getValue();
            Map<String, BigInteger> storage = new LinkedHashMap<>();
            part(account, "storage").properties().forEach(slot -> {
                BigInteger value = Numeric.toBigInt(slot.getValue().asText());
                if (value.signum() != 0) {
                    storage.put(slot.getKey(), value);
                }
            });
            people.add(new Person(
                    entry.getKey(),
                    number(account, "nonce"),
                    number(account, "balance"),
                    text(account, "code").orElse("0x"),
                    storage));
        });
        return people;
    }

    private static JsonNode part(JsonNode of, String name) {
        JsonNode part = of.get(name);
        if (part == null || !part.isObject()) {
            throw missing(name);
        }
        return part;
    }

    private static Optional<String> text(JsonNode of, String name) {
        return Optional.ofNullable(of.get(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    /** A number in hexadecimal; 0 where it is not said. */
    private static BigInteger number(JsonNode of, String name) {
        return text(of, name)
                .map(Numeric::cleanHexPrefix)
                .filter(digits -> !digits.isEmpty())
                .map(digits -> new BigInteger(digits, 16))
                .orElse(BigInteger.ZERO);
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("expected a state test with " + name + ", got none");
    }
}
