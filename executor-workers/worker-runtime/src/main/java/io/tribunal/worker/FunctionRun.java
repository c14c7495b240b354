package io.tribunal.worker;

/** Runs a plain function: each request is executed when its answer is asked for. */
final class FunctionRun implements ServiceRun {
    private final GuardedExecutor executor;

    FunctionRun(Executor executor) {
        this.executor = new GuardedExecutor(executor);
    }

    @Override
    public Execution begin(Call call) {
        return new Execution() {
            @Override
            public boolean isDone() {
                return true;
            }

            @Override
            public Answer answer(StateView state) {
                return executor.execute(state, call.request());
            }
        };
    }
}
