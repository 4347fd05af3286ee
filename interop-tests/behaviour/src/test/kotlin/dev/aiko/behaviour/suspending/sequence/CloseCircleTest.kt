package dev.aiko.behaviour.suspending.sequence

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.coroutines.await
import dev.aiko.coroutines.next
import dev.aiko.coroutines.task
import dev.aiko.coroutines.use
import dev.aiko.sequence.AsyncSequence
import dev.aiko.sequence.Cursor
import dev.aiko.task.Task
import io.kotest.core.spec.style.StringSpec
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import java.time.Duration.ofSeconds
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.seconds

/** Whoever closes a way through a sequence waits for the maker, whose cleanup waits for him. */
class CloseCircleTest :
    StringSpec({
        var trail = Trail()

        beforeTest { trail = Trail() }

        fun coroutine(whom: () -> Task<*>): AsyncSequence<Int> =
            flow {
                try {
                    emit(1)
                    awaitCancellation()
                } finally {
                    withContext(NonCancellable) {
                        withTimeoutOrNull(1.seconds) { whom().await() }
                        trail.add("cleaned up")
                    }
                }
            }.asAsyncSequence()

        fun straight(whom: () -> Task<*>): AsyncSequence<Int> =
            AsyncSequence.generate { out ->
                try {
                    out.emit(1)
                    Aiko.await(Aiko.sleep(ofSeconds(9)))
                } finally {
                    Aiko.shielded(
                        Callable<Any?> {
                            try {
                                Aiko.await(whom(), ofSeconds(1))
                            } catch (_: TimeoutException) {
                            } catch (_: CancellationException) {
                            }
                            trail.add("cleaned up")
                        }
                    )
                }
            }

        suspend fun useOf(sequence: AsyncSequence<Int>) = sequence.open().use { it.next() }

        fun straightUse(cursor: Cursor<Int>) =
            try {
                Aiko.await(cursor.nextAsync())
            } finally {
                cursor.close()
            }

        for ((name, maker) in listOf("coroutine" to ::coroutine, "body" to ::straight)) {
            "a coroutine that closes a $name which waits for it ends with the limit" {
                inTask {
                    lateinit var one: Task<*>
                    one = task { useOf(maker { one }) }
                    one.end()
                    trail.`is`("cleaned up")
                }
            }

            "a body that closes a $name which waits for it ends with the limit" {
                inTask {
                    lateinit var one: Task<*>
                    one = Aiko.createTask(Callable { straightUse(maker { one }.open()) })
                    one.end()
                    trail.`is`("cleaned up")
                }
            }

            "so it is when the one who closes a $name was cancelled" {
                inTask {
                    lateinit var one: Task<*>
                    one =
                        task {
                            maker { one }.open().use {
                                it.next()
                                it.next()
                            }
                        }
                    delay(0.5.seconds)
                    one.cancel("stop")
                    one.end()
                    trail.`is`("cleaned up")
                }
            }
        }
    })
