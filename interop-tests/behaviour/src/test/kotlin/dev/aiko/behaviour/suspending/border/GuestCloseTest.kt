package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.LoopScope
import dev.aiko.coroutines.await
import dev.aiko.coroutines.closeAndJoin
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.use
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield

/** A LoopScope that is closed in coroutines, its own and others. */
class GuestCloseTest :
    StringSpec({
        fun refused(scope: LoopScope, vararg words: String) {
            val message = shouldThrow<IllegalStateException> { scope.close() }.message
            for (word in words) message shouldContain word
            scope.isActive shouldBe true
        }

        "in a coroutine on the loop close() is refused, with what to write instead" {
            inTask {
                val scope = LoopScope.on(Aiko.runningLoop(), "stock")
                refused(
                    scope,
                    "the close of <LoopScope 'stock'",
                    "a coroutine",
                    "closeAndJoin()"
                )
                scope.async { refused(scope, "part of", "closeAsync()") }.await()
                scope.closeAndJoin()
                scope.close()
            }
        }

        "in a coroutine of its own on another thread it is refused, as it would wait for itself" {
            inTime {
                runAiko {
                    val scope = LoopScope.on(Aiko.runningLoop(), "stock")
                    scope.async(Dispatchers.IO) {
                        refused(scope, "part of <LoopScope 'stock'", "closeAsync()")
                        launch { refused(scope, "part of") }
                    }.await()
                    scope.async {
                        withContext(Dispatchers.IO) { refused(scope, "part of") }
                    }.await()
                }
            }
        }

        "in code of its own closeAndJoin and use are refused, on the loop and elsewhere" {
            inTime {
                runAiko {
                    val scope = LoopScope.on(Aiko.runningLoop(), "stock")
                    suspend fun refused() {
                        val text = shouldThrow<IllegalStateException> {
                            scope.closeAndJoin()
                        }.message
                        text shouldContain "closeAndJoin() would wait for it"
                        shouldThrow<IllegalStateException> { scope.use { } }
                    }
                    scope.async { refused() }.await()
                    scope.async(Dispatchers.IO) { refused() }.await()
                    scope.closeAndJoin()
                }
            }
        }

        "a coroutine of its own may close it with closeAsync" {
            inTask {
                val scope = LoopScope.on(Aiko.runningLoop(), "stock")
                val job = scope.launch { scope.closeAsync().await() }
                job.join()
                job.isCancelled shouldBe true
                scope.isActive shouldBe false
            }
        }

        "a coroutine of somebody else's on another thread may close it" {
            inTime {
                runAiko {
                    val scope = LoopScope.on(Aiko.runningLoop(), "stock")
                    val job = scope.launch { awaitCancellation() }
                    withContext(Dispatchers.IO) { scope.close() }
                    job.isCancelled shouldBe true
                }
            }
        }

        "use closes it" {
            inTask {
                val job = LoopScope.on(Aiko.runningLoop(), "stock").use { scope ->
                    scope.launch { awaitCancellation() }.also { yield() }
                }
                job.isCancelled shouldBe true
            }
        }
    })
