package dev.aiko.behaviour.suspending.border

import dev.aiko.behaviour.straight.border.Plates
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.Suspend
import dev.aiko.sequence.AsyncSequence
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.time.Duration
import kotlin.time.Duration.Companion.seconds

/** Java makes a flow, and Kotlin collects it as any. */
class JavaFlowTest :
    StringSpec({
        val told = ArrayList<String>()
        beforeTest { told.clear() }

        fun plates(count: Int, failure: RuntimeException? = null): Flow<Int> =
            Plates.from(count, Duration.ofSeconds(1), failure, told)

        "its values come as they are made, anew for every collector" {
            inTask {
                val three = plates(3)
                elapsed { three.toList() shouldContainExactly listOf(1, 2, 3) } shouldBe 3.seconds
                elapsed { three.map { it * 2 }.toList().sum() shouldBe 12 } shouldBe 3.seconds
                told.shouldContainExactly("washed up", "washed up")
            }
        }

        "it can be left, and has cleaned up when the collector goes on" {
            inTask {
                elapsed {
                    plates(1000).take(2).toList() shouldContainExactly listOf(1, 2)
                } shouldBe 2.seconds
                told.shouldContainExactly("washed up")
                plates(1000).first { it > 2 } shouldBe 3
                told.size shouldBe 2
            }
        }

        "a collector that is cancelled stops it" {
            inTask {
                val collector = launch { plates(1000).collect { } }
                delay(2.5.seconds)
                collector.cancel()
                collector.join()
                told.shouldContainExactly("washed up")
            }
        }

        "its failure is thrown as it is, and so is the collector's" {
            inTask {
                val boom = IllegalStateException("boom")
                shouldThrow<IllegalStateException> {
                    plates(1, boom).collect { }
                } shouldBeSameInstanceAs boom
                shouldThrow<IllegalStateException> {
                    plates(1000).collect { throw boom }
                } shouldBeSameInstanceAs boom
                told.shouldContainExactly("washed up", "washed up")
            }
        }

        "a collector without a loop is served as well" {
            inTime {
                runBlocking(Dispatchers.Default) {
                    val quick = Plates.from(1000, Duration.ofMillis(1), null, told)
                    quick.take(2).toList() shouldContainExactly listOf(1, 2)
                    quick.flowOn(Dispatchers.IO).first() shouldBe 1
                    Suspend.flow(AsyncSequence.of(listOf("a", "b"))).toList() shouldContainExactly
                        listOf("a", "b")
                }
            }
            told.shouldContainExactly("washed up", "washed up")
        }
    })
