package galatea.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The compression of GIF: LZW with codes of growing length, packed from the lowest bit. */
final class LzwEncoder {

    private static final int MAX_BITS = 12;
    private static final int SLOTS = 1 << MAX_BITS;

    private final int rootBits;
    private final int clearCode;
    private final short[] children; // [code, symbol] -> code of the longer string, 0 = none
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int nextCode;
    private int codeBits;
    private int pending;
    private int pendingBits;

    /**
     * @param rootBits bits per symbol, 2…8
     */
    LzwEncoder(int rootBits) {
        this.rootBits = rootBits;
        clearCode = 1 << rootBits;
        children = new short[SLOTS << rootBits];
    }

    /** Compresses symbols, each below 2^rootBits; at least one. */
    byte[] encode(byte[] symbols) {
        reset();
        int code = symbols[0] & 0xff;
        for (int i = 1; i < symbols.length; i++) {
            int symbol = symbols[i] & 0xff;
            int longer = children[code << rootBits | symbol];
            if (longer != 0) {
                code = longer;
            } else {
                write(code);
                learn(code, symbol);
                code = symbol;
            }
        }
        return end(code);
    }

    private byte[] end(int lastCode) {
        write(lastCode);
        growCodes(); // the decoder learns one more string before it reads the end
        write(clearCode + 1);
        if (pendingBits > 0) {
            out.write(pending);
        }
        return out.toByteArray();
    }

    private void reset() {
        if (codeBits == 0) {
            codeBits = rootBits + 1;
        }
        write(clearCode);
        Arrays.fill(children, (short) 0);
        nextCode = clearCode + 2;
        codeBits = rootBits + 1;
    }

    private void learn(int code, int symbol) {
        if (nextCode == SLOTS) {
            reset();
            return;
        }
        growCodes();
        children[code << rootBits | symbol] = (short) nextCode++;
    }

    private void growCodes() {
        if (nextCode == 1 << codeBits && codeBits < MAX_BITS) {
            codeBits++;
        }
    }

    private void write(int code) {
        pending |= code << pendingBits;
        pendingBits += codeBits;
        while (pendingBits >= 8) {
            out.write(pending);
            pending >>>= 8;
            pendingBits -= 8;
        }
    }
}
