package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RustNameTest {
    private static final long SEED = 11;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "_RNvCs15kBYyAo9fc_7mycrate7example|mycrate::example",
                "_RNvNtCs1dz9OuG47dr_13bulwark_guest2io5write|bulwark_guest::io::write",
                "_RNvMsa_NtCsgw3vogoVPBj_4core3fmtNtB5_9Formatter12pad_integral|core::fmt::Formatter::pad_integral",
                "_RNvNvMsa_NtCsgw3vogoVPBj_4core3fmtNtB7_9Formatter12pad_integral12write_prefix"
                        + "|core::fmt::Formatter::pad_integral::write_prefix",
                "_RNvXCskEaqXCU1YZB_2rsNtB2_6OutputNtNtCsgw3vogoVPBj_4core3fmt5Write9write_str"
                        + "|<rs::Output as core::fmt::Write>::write_str",
                "_RNvXse_NtNtCsgw3vogoVPBj_4core3fmt3numhNtB7_8LowerHex3fmt|<u8 as core::fmt::LowerHex>::fmt",
                "_RNvXs1i_NtCsgw3vogoVPBj_4core3fmtReNtB6_7Display3fmtB8_|<&str as core::fmt::Display>::fmt",
                "_RNCNvCs1234_7mycrate4main0B3_|mycrate::main::{closure#0}",
                "_RNCNvCs1234_7mycrate4mains_0B3_|mycrate::main::{closure#1}",
                "_RINvCs1234_7mycrate7examplelE|mycrate::example<i32>",
                "_RINvCs1234_7mycrate7exampleTlhERAtj8_FUKCmEuE|mycrate::example<(i32, u8), &[u16; 0x8], unsafe fn(u32)>",
                "_RINvCs1234_7mycrate7exampleKj10_Kb1_L_E|mycrate::example<0x10, 0x1, '_>",
                "_RINvCs1234_7mycrate3runDNtB2_5TraitpNt4Itemm4EL_E|_RINvCs1234_7mycrate3runDNtB2_5TraitpNt4Itemm4EL_E",
                "_RINvCs1234_7mycrate3runDNtB2_5Traitp4ItemmEL_E|mycrate::run<dyn mycrate::Trait<Item = u32>>",
                "main|main",
                "_R|_R",
                "_RNvC|_RNvC",
                "_RB_|_RB_",
                "_RNvC9999999999999a1b|_RNvC9999999999999a1b"
            })
    void readsNamesAndLeavesWhatIsNone(String symbol, String name) {
        assertThat(RustName.readable(symbol)).isEqualTo(name);
    }

    @Test
    void aNameOfBackReferencesEndsSoon() {
        // Each level names the one before twice: 2^40 types if they were all written out.
        StringBuilder symbol = new StringBuilder("_RINvC1a1bT");
        symbol.append("hh".repeat(2)).append("ET").append("B8_B8_".repeat(400)).append("EE");
        assertThat(RustName.readable(symbol.toString()).length()).isLessThanOrEqualTo(RustName.MAX_LENGTH);
        String deep = "_RINvC1a1b" + "R".repeat(10_000) + "hE";
        assertThat(RustName.readable(deep)).isEqualTo(deep.substring(0, RustName.MAX_LENGTH));
    }

    @Test
    void neverThrowsWhateverTheSymbolIs() {
        SplittableRandom random = new SplittableRandom(SEED);
        String letters = "_RNvCsXYMIBEKTLFDGASpq0123456789abhi";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder symbol = new StringBuilder("_R");
            for (int length = random.nextInt(40); length > 0; length--) {
                symbol.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(RustName.readable(symbol.toString()))
                    .as("seed %d, round %d", SEED, i)
                    .isNotEmpty();
        }
    }
}
