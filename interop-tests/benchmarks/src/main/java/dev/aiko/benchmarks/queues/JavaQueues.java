package dev.aiko.benchmarks.queues;

import static dev.aiko.Aiko.await;

import dev.aiko.Aiko;
import dev.aiko.TaskGroup;
import dev.aiko.benchmarks.tasks.NumberSum;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.task.Action;
import java.util.concurrent.ArrayBlockingQueue;

/** One producer and one consumer. Each gives the nanoseconds of all numbers. */
public final class JavaQueues {

    private JavaQueues() {}

    /** Two straight-line bodies of one loop. */
    public static long straight(int capacity, int count) {
        AsyncQueue<Integer> queue = AsyncQueue.create(capacity);
        long[] sum = new long[1];
        Action produce =
                () -> {
                    for (int number = 0; number < count; number++) {
                        await(queue.putAsync(number));
                    }
                };
        Action consume =
                () -> {
                    for (int i = 0; i < count; i++) {
                        sum[0] += await(queue.getAsync());
                    }
                };
        return Aiko.run(
                () -> {
                    long start = System.nanoTime();
                    TaskGroup.run(
                            group -> {
                                group.createTask(produce);
                                group.createTask(consume);
                            });
                    long nanos = System.nanoTime() - start;
                    NumberSum.check(count, sum[0]);
                    return nanos;
                });
    }

    /** Two platform threads and the queue of the JDK. */
    public static long blocking(int capacity, int count) throws InterruptedException {
        ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(capacity);
        long start = System.nanoTime();
        Thread producer =
                new Thread(
                        () -> {
                            try {
                                for (int number = 0; number < count; number++) {
                                    queue.put(number);
                                }
                            } catch (InterruptedException nobodyDoesThat) {
                                throw new IllegalStateException(nobodyDoesThat);
                            }
                        });
        producer.start();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += queue.take();
        }
        producer.join();
        long nanos = System.nanoTime() - start;
        NumberSum.check(count, sum);
        return nanos;
    }
}
