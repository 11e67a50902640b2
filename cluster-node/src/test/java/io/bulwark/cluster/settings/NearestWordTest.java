package io.bulwark.cluster.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestWordTest {
    private static final List<String> WORDS =
            List.of("run", "prove", "verify", "inspect", "security", "--input", "--json");

    @Test
    void forgivesAMistakeForEveryThreeLetters() {
        assertThat(NearestWord.of("rnu", WORDS)).contains("run");
        assertThat(NearestWord.of("rum", WORDS)).contains("run");
        assertThat(NearestWord.of("vrefiy", WORDS)).contains("verify");
        assertThat(NearestWord.of("inspekt", WORDS)).contains("inspect");
        assertThat(NearestWord.of("--ipnut", WORDS)).contains("--input");
        assertThat(NearestWord.of("PROVE", WORDS)).contains("prove");
    }

    @Test
    void takesABeginningForTheWhole() {
        assertThat(NearestWord.of("sec", WORDS)).contains("security");
        assertThat(NearestWord.of("--js", WORDS)).contains("--json");
    }

    @Test
    void suggestsNothingThatIsFarAway() {
        assertThat(NearestWord.of("xyz", WORDS)).isEmpty();
        assertThat(NearestWord.of("proof", WORDS)).isEmpty();
        assertThat(NearestWord.of("", WORDS)).isEmpty();
        assertThat(NearestWord.of("run", List.of())).isEmpty();
    }

    @Test
    void countsLettersLeftOutPutInChangedAndSwapped() {
        assertThat(NearestWord.distance("abc", "abc")).isZero();
        assertThat(NearestWord.distance("abc", "ac")).isEqualTo(1);
        assertThat(NearestWord.distance("ac", "abc")).isEqualTo(1);
        assertThat(NearestWord.distance("abc", "abd")).isEqualTo(1);
        assertThat(NearestWord.distance("abc", "acb")).isEqualTo(1);
        assertThat(NearestWord.distance("", "abc")).isEqualTo(3);
        assertThat(NearestWord.distance("kitten", "sitting")).isEqualTo(3);
    }
}
