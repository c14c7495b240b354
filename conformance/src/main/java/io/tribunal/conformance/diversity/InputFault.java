package io.tribunal.conformance.diversity;

import io.tribunal.conformance.input.GeneratedCall;
import io.tribunal.core.identity.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** What can go wrong with what an executor is given, after admission. Calls keep their order but for what a fault says. */
enum InputFault {
    /** One bit of the last call's body is turned over. */
    BIT_FLIP {
        @Override
        List<GeneratedCall> in(List<GeneratedCall> calls, RandomGenerator random) {
            byte[] body = calls.getLast().body().array().clone();
            body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            return replaced(calls, calls.size() - 1, calls.getLast().withBody(Bytes.wrap(body)));
        }
    },

    /** The last call's body ends early. */
    CUT_BODY {
        @Override
        List<GeneratedCall> in(List<GeneratedCall> calls, RandomGenerator random) {
            Bytes body = calls.getLast().body();
            byte[] cut = Arrays.copyOf(body.array(), random.nextInt(body.length()));
            return replaced(calls, calls.size() - 1, calls.getLast().withBody(Bytes.wrap(cut)));
        }
    },

    /** One digit of an amount in a call before or the last one is gone. */
    CUT_AMOUNT {
        @Override
        List<GeneratedCall> in(List<GeneratedCall> calls, RandomGenerator random) {
            int index = random.nextInt(calls.size());
            String body = calls.get(index).body().toUtf8();
            String cut = body.replaceFirst("(\"amount\":\"[^\"]*)[0-9]\"", "$1\"");
            return replaced(calls, index, calls.get(index).withBody(Bytes.utf8(cut)));
        }
    },

    /** One call before the last has been lost. */
    LOST_WRITE {
        @Override
        List<GeneratedCall> in(List<GeneratedCall> calls, RandomGenerator random) {
            List<GeneratedCall> faulty = new ArrayList<>(calls);
            faulty.remove(random.nextInt(calls.size() - 1));
            return faulty;
        }
    },

    /** One call before the last has been executed twice. */
    DOUBLED_WRITE {
        @Override
        List<GeneratedCall> in(List<GeneratedCall> calls, RandomGenerator random) {
            int index = random.nextInt(calls.size() - 1);
            List<GeneratedCall> faulty = new ArrayList<>(calls);
            faulty.add(index, calls.get(index));
            return faulty;
        }
    },

    /** The last call is executed on a state some calls old. */
    STALE_STATE {
        @Override
        List<GeneratedCall> in(List<GeneratedCall> calls, RandomGenerator random) {
            int missing = 1 + random.nextInt(calls.size() / 2);
            List<GeneratedCall> faulty = new ArrayList<>(calls.subList(0, calls.size() - 1 - missing));
            faulty.add(calls.getLast());
            return faulty;
        }
    },

    /** Two neighbours before the last call have changed places. */
    SWAPPED {
        @Override
        List<GeneratedCall> in(List<GeneratedCall> calls, RandomGenerator random) {
            int index = random.nextInt(calls.size() - 2);
            List<GeneratedCall> faulty = new ArrayList<>(calls);
            faulty.set(index, calls.get(index + 1));
            faulty.set(index + 1, calls.get(index));
            return faulty;
        }
    };

    /** The calls with this fault in them; the last one is still that whose answer counts. */
    abstract List<GeneratedCall> in(List<GeneratedCall> calls, RandomGenerator random);

    private static List<GeneratedCall> replaced(List<GeneratedCall> calls, int index, GeneratedCall call) {
        List<GeneratedCall> faulty = new ArrayList<>(calls);
        faulty.set(index, call);
        return faulty;
    }
}
