package galatea.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalvesTest {
    @Test
    void everyHalfComesBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = Elements.halfToFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(Elements.floatToHalf(value) & 0xffff).isEqualTo(bits);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.00048828125, 3c00", // between 1 and 1 + 2^-10: to the even one
        "1.00146484375, 3c02",
        "1.0004885, 3c01", // just above the middle
        "1.9998, 4000", // carries into the exponent
        "65519, 7bff",
        "65520, 7c00",
        "-1e30, fc00",
        "2.98023223876953125e-8, 0000", // half the smallest: to the even one
        "2.9802326e-8, 0001",
        "8.940696716308594e-8, 0002", // one and a half times the smallest
        "6.1020e-5, 0400", // the largest subnormal rounds up to a normal number
        "-0.0, 8000",
        "NaN, 7e00",
        "Infinity, 7c00"
    })
    void nearestEvenIsTaken(float value, String hex) {
        assertThat(Integer.toHexString(Elements.floatToHalf(value) & 0xffff))
                .isEqualTo(Integer.toHexString(Integer.parseInt(hex, 16)));
    }

    @Test
    void bytesAreLittleEndian() {
        assertThat(Elements.halves(1f, -2f).array()).containsExactly(0x00, 0x3c, 0x00, 0xc0);
    }
}
